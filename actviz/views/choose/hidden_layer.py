"""What a hidden layer takes, by its network."""

from actviz.views.choose.question import Answer, Leaf, Question

_LSTM = "Hochreiter & Schmidhuber 1997, Long Short-Term Memory"

_KNOWN = Question(
    "Which one?",
    {
        "convolutional": Answer(
            "VGG, ResNet",
            Leaf(
                "ReLU",
                "As published: rates and weights were tuned with it.",
                "He, Zhang, Ren & Sun 2016, Deep Residual Learning for Image Recognition",
                "/explore?activation=relu",
                "y = nn.ReLU()(x)",
            ),
        ),
        "gelu": Answer(
            "BERT, GPT-2",
            Leaf(
                "GELU, in the form of the original",
                "BERT has the exact form, GPT-2 the one with tanh; trained weights expect theirs.",
                "Hendrycks & Gimpel 2016, Gaussian Error Linear Units",
                "/compare?f=gelu&f=gelu_tanh&f=quick_gelu&show=f%2Cdifference",
                "y = nn.GELU()(x)                     # BERT\n"
                'y = nn.GELU(approximate="tanh")(x)   # GPT-2',
            ),
        ),
        "another": Answer(
            "Another",
            Leaf(
                "The function in its configuration",
                "Another function makes another model: look it up first.",
                "Hugging Face, the transformers library, the model's configuration",
                "/choose?part=practice",
                'name = config["hidden_act"]',
            ),
        ),
    },
)

_PLAIN = Question(
    "How far are you?",
    {
        "first": Answer(
            "At the first try",
            Leaf(
                "ReLU, with He initialisation",
                "Cheap and quick to train. Watch the dead units, those from before the first step "
                "too.",
                "He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers",
                "/training?preset=dying-relu",
                'nn.init.kaiming_normal_(linear.weight, nonlinearity="relu")\n'
                "y = nn.ReLU()(linear(x))",
            ),
        ),
        "dying": Answer(
            "Units die",
            Leaf(
                "A lower rate, then GELU or SiLU",
                "Their slope is zero at one point only. A leaky ReLU keeps a slope too, but its "
                "units can fall asleep.",
                "Hendrycks & Gimpel 2016, Gaussian Error Linear Units",
                "/compare?f=relu&f=gelu&f=silu",
                "y = nn.GELU()(x)",
            ),
        ),
    },
)

_TRANSFORMER = Question(
    "What counts?",
    {
        "quality": Answer(
            "Quality at equal size",
            Leaf(
                "A gated unit: SwiGLU or GEGLU",
                "A lower loss with as many parameters, at ⅔ of the width; the differences between "
                "gated units are small.",
                "Shazeer 2020, GLU Variants Improve Transformer",
                "/gated?part=cost",
                "# gate, up: (d → 8/3 d), down: (8/3 d → d)\n"
                "y = down(nn.functional.silu(gate(x)) * up(x))",
            ),
        ),
        "simple": Answer(
            "Simplicity",
            Leaf(
                "GELU",
                "Two matrices in place of three; gated units are better, not necessary.",
                "Hendrycks & Gimpel 2016, Gaussian Error Linear Units",
                "/explore?activation=gelu",
                "y = nn.GELU()(x)",
            ),
        ),
    },
)

_RECURRENT = Question(
    "Which part of the cell?",
    {
        "gate": Answer(
            "A gate",
            Leaf(
                "Sigmoid",
                "A gate is a share between 0 and 1: here the sigmoid is right.",
                _LSTM,
                "/explore?activation=sigmoid",
                "output, state = nn.LSTM(width, width)(sequence)   # its gates are sigmoids",
            ),
        ),
        "state": Answer(
            "The state",
            Leaf(
                "Tanh",
                "Bounded and centred at 0: the state cannot grow from step to step.",
                _LSTM,
                "/explore?activation=tanh",
                "output, state = nn.LSTM(width, width)(sequence)   # its state goes through tanh",
            ),
        ),
    },
)

_DEEP = Question(
    "Which weights?",
    {
        "normal": Answer(
            "Normally distributed",
            Leaf(
                "SELU, with LeCun's variance",
                "Mean 0 and variance 1 come out as they went in, layer after layer.",
                "Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-Normalizing Neural Networks",
                "/explore?activation=selu",
                'nn.init.kaiming_normal_(linear.weight, nonlinearity="linear")\n'
                "y = nn.SELU()(linear(x))",
            ),
        ),
        "orthogonal": Answer(
            "Orthogonal",
            Leaf(
                "Tanh",
                "With orthogonal weights the signal keeps its length through tanh's linear middle; "
                "ReLU cannot have that.",
                "Pennington, Schoenholz & Ganguli 2017, Resurrecting the Sigmoid in Deep Learning "
                "through Dynamical Isometry",
                "/explore?activation=tanh",
                "nn.init.orthogonal_(linear.weight)\ny = nn.Tanh()(linear(x))",
            ),
        ),
    },
)

_SPARSE = Question(
    "What is to be skipped?",
    {
        "zeros": Answer(
            "Units that are off",
            Leaf(
                "ReLU",
                "Its zeros are exact, and their rows of the next matrix need not be read.",
                "Mirzadeh and others 2023, ReLU Strikes Back",
                "/relu-family?part=active",
                "y = nn.ReLU()(x)",
            ),
        ),
        "squared": Answer(
            "The same, in a language model",
            Leaf(
                "Squared ReLU",
                "As sparse, with a slope that grows; found by search, in use in some models.",
                "So and others 2021, Primer: Searching for Efficient Transformers",
                "/compare?f=relu&f=squared_relu&f=gelu",
                "y = nn.functional.relu(x).square()",
            ),
        ),
    },
)

_PRECISION = Question(
    "Which network?",
    {
        "mobile": Answer(
            "A small convolutional one",
            Leaf(
                "ReLU6",
                "A known upper end leaves more of a few bits for the fraction.",
                "Sandler and others 2018, MobileNetV2",
                "/compare?f=relu&f=relu6&to=8",
                "y = nn.ReLU6()(x)",
            ),
        ),
        "smooth": Answer(
            "One that was made with SiLU",
            Leaf(
                "Hard swish",
                "Close to SiLU, made of lines and a parabola: no exponential.",
                "Howard and others 2019, Searching for MobileNetV3",
                "/compare?f=silu&f=hard_swish&show=f%2Cdifference",
                "y = nn.Hardswish()(x)",
            ),
        ),
        "gated": Answer(
            "One with gated units",
            Leaf(
                "Clamped SwiGLU",
                "A product of two large numbers leaves the range of few bits; both are cut off.",
                "OpenAI 2025, gpt-oss, in the transformers library",
                "/gated?beta=1.702&clamped=1&reach=10",
                "g, u = gate(x).clamp(max=7), up(x).clamp(-7, 7)\n"
                "y = down(g * torch.sigmoid(1.702 * g) * (u + 1))",
            ),
        ),
    },
)

HIDDEN_LAYER = Question(
    "Of which network?",
    {
        "known": Answer("A known architecture", _KNOWN),
        "plain": Answer("A plain MLP or CNN", _PLAIN),
        "transformer": Answer("A transformer", _TRANSFORMER),
        "recurrent": Answer("A recurrent cell", _RECURRENT),
        "deep": Answer("Very deep, not normalised", _DEEP),
        "sparse": Answer("It must be sparse", _SPARSE),
        "precision": Answer("Low precision", _PRECISION),
    },
)
