"""What an output layer takes, by what it predicts."""

from actviz.views.choose.question import Answer, Leaf, Question

_SOURCE = "Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2"

OUTPUT_LAYER = Question(
    "What does it predict?",
    {
        "number": Answer(
            "A number",
            Leaf(
                "No activation (identity)",
                "A number may have any size; with squared error the output is the mean of a "
                "normal distribution.",
                _SOURCE,
                "/training?dataset=curve",
                "output = nn.Linear(width, 1)(h)\nloss = nn.MSELoss()(output, number)",
            ),
        ),
        "binary": Answer(
            "Yes or no",
            Leaf(
                "Sigmoid, inside the loss",
                "One probability. The logarithm in the loss undoes the saturation: a confident "
                "mistake keeps its gradient.",
                _SOURCE,
                "/explore?activation=sigmoid",
                "logit = nn.Linear(width, 1)(h)\nloss = nn.BCEWithLogitsLoss()(logit, yes)",
            ),
        ),
        "one": Answer(
            "One of several classes",
            Leaf(
                "Softmax, inside the loss",
                "Probabilities that sum to 1; the gradient is prediction minus target.",
                _SOURCE,
                "/softmax?show=loss",
                "logits = nn.Linear(width, classes)(h)\n"
                "loss = nn.CrossEntropyLoss()(logits, label)",
            ),
        ),
        "several": Answer(
            "Any number of labels",
            Leaf(
                "A sigmoid for each label",
                "The labels do not exclude each other, so their probabilities need not sum to 1.",
                _SOURCE,
                "/softmax?z=2&z=1&show=pair",
                "logits = nn.Linear(width, classes)(h)\n"
                "loss = nn.BCEWithLogitsLoss()(logits, labels)",
            ),
        ),
    },
)
