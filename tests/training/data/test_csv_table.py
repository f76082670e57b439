"""A visitor's CSV: what is read, and what each unusable file is told."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.training import Dataset, Lab, LabConfig
from actviz.training.data.csv_table import MOST_MEGABYTES, MOST_ROWS, read_table
from actviz.training.data.own_data import dataset_from_table


def parse_csv(
    content: bytes, label: str | None = None, features: list[str] | None = None
) -> Dataset:
    return dataset_from_table(read_table(content), features, label)


FLOWERS = b"""length,width,name,colour
1.0,2.0,a,red
1.5,2.5,b,blue
3.0,1.0,a,blue
2.0,0.5,b,red
2.5,0.7,a,red
"""


def test_label_and_features_are_found() -> None:
    dataset = parse_csv(FLOWERS, label="name")
    assert dataset.feature_names == ("length", "width")
    assert dataset.class_names == ("a", "b")
    assert dataset.targets.tolist() == [0, 1, 0, 1, 0]
    assert dataset.features[1].tolist() == [1.5, 2.5]
    assert read_table(FLOWERS).suggested_label == "colour"


def test_chosen_columns_are_taken_in_their_order() -> None:
    dataset = parse_csv(FLOWERS, features=["width"], label="colour")
    assert dataset.features[:, 0].tolist() == [2.0, 2.5, 1.0, 0.5, 0.7]
    assert dataset.class_names == ("blue", "red")


@pytest.mark.parametrize(
    "content",
    [
        b"a;b;y\n1,5;2,5;p\n2;3;q\n3;4,25;p\n4;5;q\n",
        b"a\tb\ty\n1.5\t2.5\tp\n2\t3\tq\n3\t4.25\tp\n4\t5\tq\n",
        b'\xef\xbb\xbfa,b,y\r\n1.5,"2.5",p\r\n2,3,q\r\n\r\n3,4.25,p\r\n4,5,q\r\n',
    ],
)
def test_separators_decimal_commas_and_line_ends(content: bytes) -> None:
    dataset = parse_csv(content)
    assert dataset.features.tolist() == [[1.5, 2.5], [2, 3], [3, 4.25], [4, 5]]
    assert dataset.feature_names == ("a", "b")


def test_text_in_quotes_may_hold_separators_and_line_ends() -> None:
    content = b'x,note,y\n1,"a, b",p\n2,"two\nlines",q\n3,,p\n4,d,q\n'
    assert parse_csv(content, label="y").features[:, 0].tolist() == [1, 2, 3, 4]


def test_numbers_without_a_header_get_column_names() -> None:
    dataset = parse_csv(b"1,2,0\n3,4,1\n5,6,0\n7,8,1\n")
    assert dataset.feature_names == ("column 1", "column 2")
    assert dataset.class_names == ("0", "1")


def test_first_row_whose_words_come_again_is_an_example() -> None:
    dataset = parse_csv(b"5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,other\n6.4,3.1,other\n")
    assert len(dataset.features) == 4
    assert dataset.class_names == ("other", "setosa")
    years = parse_csv(b"2019,2020,class\n1,2,a\n3,4,b\n5,6,a\n7,9,b\n")
    assert years.feature_names == ("2019", "2020")


def test_names_are_distinct_and_equal_numbers_are_one_class() -> None:
    table = read_table(b"p,p (3),p\n1,2,a\n3,4,b\n")
    assert len(set(table.columns)) == 3
    dataset = parse_csv(b"x,y\n1,1\n2,1.0\n3,02\n4,2\n5,2.0\n", label="y")
    assert dataset.class_names == ("1", "02")
    assert dataset.targets.tolist() == [0, 0, 1, 1, 1]


def test_numbers_too_large_to_standardise_are_named() -> None:
    rows = "".join(f"{n}e300,{n % 2}\n" for n in range(1, 9))
    with pytest.raises(ValueError, match="column 'big' has numbers beyond 1e"):
        parse_csv(f"big,y\n{rows}".encode(), label="y")


def test_rows_with_missing_values_are_left_out_and_counted() -> None:
    dataset = parse_csv(FLOWERS + b",1,a,red\n?,1,b,red\n", label="name")
    assert len(dataset.targets) == 5
    assert dataset.notes == ("2 of 7 rows are left out: a chosen column is empty there.",)


def test_numeric_classes_are_in_numeric_order() -> None:
    assert parse_csv(b"x,y\n1,10\n2,9\n3,10\n4,9\n", label="y").class_names == ("9", "10")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b";;\n;;", "the file has only empty cells"),
        (b"a,b\n", "0 rows: add at least one example"),
        (b"only\n1\n2\n", "1 column: want 2 to 200"),
        (b"a,b\n1,2,3\n", "row 2 has 3 columns, the first has 2"),
        (b"x" * (MOST_MEGABYTES * 1024**2 + 1), "10.0 MB: at most 10 MB"),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "20,002 filled lines: at most 20,000 examples"),
        ("ä,b\n1,2\n".encode("latin-1"), "not UTF-8 text .byte 0.: save it again as CSV UTF-8"),
        ("a,b\n1,2\n".encode("utf-16-le"), "binary data or UTF-16"),
        (b"PK\x03\x04rest", "spreadsheet or an archive"),
        (b"a,b,y\n" + b'"1,2,3\n' * 5, "columns"),
        (b"a,y\n1,p\n2,p\n3,p\n4,p\n", "one class only, 'p'"),
        (b"a,y\n1,p\n2,q\n,p\n,q\n", "2 of 4 rows have a value in every chosen column"),
        (b"a,y\nu,p\nv,q\nu,p\nw,q\n", "no feature column is left"),
        (b"a,y\ninf,p\n2,q\n3,p\n4,q\n", "no feature column is left"),
    ],
)
def test_unusable_file_has_its_own_message(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_csv(content)


@pytest.mark.parametrize(
    ("features", "label", "message"),
    [
        (["colour"], "name", "the feature 'colour' holds text: choose from .*'length', 'width'"),
        (["height"], "name", "there is no column 'height': choose from 'length'"),
        (["length"], "kind", "there is no column 'kind'"),
        (["length"], "length", "is the label and a feature"),
        ([], "name", "no feature column is left"),
    ],
)
def test_bad_choice_of_columns(features: list[str], label: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        dataset_from_table(read_table(FLOWERS), features, label)


def test_measured_label_is_refused() -> None:
    rows = "".join(f"{i},{i * 1.5}\n" for i in range(30))
    with pytest.raises(ValueError, match="30 different values: choose a column with 2 to 20"):
        parse_csv(b"x,y\n" + rows.encode(), label="y")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a," * 2_000_000 + b"y\n", "first row has 2,000,001 columns: want 2 to 200"),
        (b"a;" * 2_000_000 + b"y\r\n1;2", "first row has 2,000,001 columns: want 2 to 200"),
        (b"a,y\n" + b"1,p\n" * 1_000_000, "1,000,001 filled lines: at most 20,000 examples"),
        (b"a,y\r" + b"1,p\r" * 1_000_000, "1,000,001 filled lines: at most 20,000 examples"),
    ],
)
def test_too_many_rows_or_columns_are_counted_before_a_cell_is_made(
    content: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("cells were made")

    monkeypatch.setattr("actviz.training.data.csv_table.csv.reader", refuse)
    with pytest.raises(ValueError, match=message):
        read_table(content)


def test_what_is_no_row_is_not_counted() -> None:
    lines = "one\ntwo\n" * 15_000
    empty = ",,\n" * 25_000
    table = read_table(f'{empty}x,note,y\n1,"{lines}",p\n2,"a, {"b," * 300}",q\n{empty}'.encode())
    assert len(table.rows) == 2
    assert table.rows[0][1].count("\n") == 29_999


@given(
    st.lists(
        st.lists(st.text(alphabet='ab,;\n\r"1 ', max_size=6), min_size=3, max_size=3),
        min_size=1,
        max_size=8,
    )
)
def test_bytes_count_what_the_parser_finds(rows: list[list[str]]) -> None:
    rows = [["first", "second", "third"], *rows]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    # A cell of separators and quotes alone counts as empty, which refuses nothing that is right.
    filled = sum(any(set(cell) - set(' ,\n\r"') for cell in row) for row in rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("actviz.training.data.csv_table.MOST_ROWS", filled - 2)
        with pytest.raises(ValueError, match=f"{filled} filled lines"):
            read_table(text.getvalue().encode())


def test_columns_that_cannot_be_learned_from_are_named_with_the_reason() -> None:
    content = b"a,b,c,d,label\n1,2,,same,x\n,3,,same,x\nfoo,2,,same,x\n4,3,,same,x\n"
    table = read_table(content)
    assert table.suggested_label == "a"
    assert table.left_out("b") == [
        "No features, because they hold text: 'a' ('foo' in row 4), 'd' ('same' in row 2), "
        "'label' ('x' in row 2).",
        "Left out, because they are empty: 'c'.",
        "No label, because it is the same in every row: 'd', 'label'.",
    ]
    assert read_table(FLOWERS).left_out("name") == [
        "No features, because they hold text: 'colour' ('red' in row 2)."
    ]
    assert read_table(b"1,2,p\n3,4,q\n5,6,p\n").left_out("column 3") == []


@given(st.binary(max_size=300) | st.text(alphabet='0123456789.,;\n"ab', max_size=300))
def test_nonsense_gives_a_data_set_or_a_value_error(content: bytes | str) -> None:
    data = content.encode() if isinstance(content, str) else content
    try:
        dataset = parse_csv(data)
    except ValueError as error:
        message = str(error)
    else:
        message = ""
        assert np.isfinite(dataset.features).all()
        assert len(set(dataset.targets)) >= 2
    assert len(message) < 800


def test_lab_trains_on_it() -> None:
    random = np.random.default_rng(0)
    points = random.standard_normal((200, 3))
    lines = [f"{a:.4f},{b:.4f},{c:.4f},{'yes' if a + b > 0 else 'no'}" for a, b, c in points]
    dataset = parse_csv("\n".join(["a,b,c,answer", *lines]).encode())
    lab = Lab(LabConfig(dataset="own", learning_rate=0.3), dataset)
    lab.advance(300)
    assert lab.test_accuracy()[0] > 0.9
