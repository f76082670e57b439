"""CONTRIBUTING's recipe "add a claim", carried out."""

from pathlib import Path

from tests.recipes import blocks, copy_project, paste, run


def test_a_new_claim_is_tested(tmp_path: Path) -> None:
    copy_project(tmp_path)
    measurement, record, expected = blocks("Add a claim")
    module = tmp_path / "actviz" / "claims" / "softplus.py"
    paste(module, measurement, behind="SECTION, TITLE = .*")
    paste(module, record, behind=r"CLAIMS = \(")
    paste(tmp_path / "tests" / "claims" / "test_numbers.py", expected, behind=r"EXPECTED: .* = \{")
    options = ("-m", "pytest", "-c", "tests/pytest.ini", "-p", "no:cacheprovider", "-v")
    tests = ("tests/claims/test_claims.py", "tests/claims/test_numbers.py")
    output = run(tmp_path, *options, *tests, "-k", "softplus or expectation")
    for name in ("test_link_opens_without_a_message", "test_reason_has_its_numbers"):
        assert f"{name}[softplus-never-zero] PASSED" in output
    assert "test_numbers[softplus-never-zero] PASSED" in output
    assert "test_every_expectation_is_of_a_claim PASSED" in output
