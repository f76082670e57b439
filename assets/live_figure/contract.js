/**
 * What Python, the live figure and its drawings take from each other: no code, one place.
 * `actviz/figures/live_figure.py` says what the parts of the message mean.
 */

/**
 * The message of the server: a `LiveFigure` of Python's by its own names, what is None left out,
 * and what its place in the app adds.
 * @typedef {object} Message
 * @property {{data: object[], layout: object}} figure as Plotly takes it
 * @property {string} alt
 * @property {string} [drawing]
 * @property {Activation[]} functions
 * @property {object} inputs the drawing's own data
 * @property {string} [feed]
 * @property {number} [step]
 * @property {string} file_name
 * @property {Control[]} controls
 * @property {View} [view]
 * @property {boolean} range_controls
 * @property {number} [probe]
 * @property {number} default_probe
 * @property {Object<string, number>} followed
 * @property {Pair[]} handles
 * @property {Pair} [point]
 * @property {number} columns
 * @property {boolean} beside
 * @property {number} [narrow_height]
 * @property {boolean} readout
 */

/**
 * What a trace of the figure says of itself, in its `meta`.
 * @typedef {object} Meta
 * @property {string} [live] its name, if the drawing fills it
 * @property {string} [role] whose colour it has
 * @property {number} [function] the place of its function
 * @property {"zero" | "symmetric"} [fit] that its vertical axis holds it: see chart/vertical_axes.js
 */

/**
 * @typedef {object} Place what the app adds to the message
 * @property {string} plotly address of Plotly's script
 * @property {{digest: string, parts?: object}} fixed what no slider changes, left out
 *   once a commit has said that the page has those of this digest
 * @property {boolean} listens whether anybody takes the commits
 * @property {number} heard serial of the last commit that the server knew
 */

/**
 * @typedef {object} Control
 * @property {string} id
 * @property {string} label
 * @property {string} meaning
 * @property {number} value
 * @property {number} default
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {boolean} logarithmic
 * @property {string} [group]
 * @property {string} [role]
 * @property {number} [lowest]
 * @property {number} [highest]
 */

/**
 * @typedef {object} View
 * @property {number} low
 * @property {number} high
 * @property {number} lowest
 * @property {number} highest
 * @property {number} default_low
 * @property {number} default_high
 */

/**
 * @typedef {object} Pair
 * @property {string} x
 * @property {string} y
 */

/**
 * @typedef {object} Activation
 * @property {string} id
 * @property {string} name
 * @property {string} source JavaScript of {value, derivative, breakpoints}
 * @property {Object<string, string>} controls ids by the parameters' names
 * @property {Object<string, number>} defaults
 */

/**
 * What a drawing is called with. Traces and layout are not to be changed: new ones are returned.
 * @typedef {object} State
 * @property {{data: object[], layout: object}} figure in the colours of the theme
 * @property {object} theme from theme.js; `print` in a download
 * @property {object} colours of the theme, by role
 * @property {object} inputs of the message
 * @property {object[]} functions of the message, each with value, derivative and breakpoints
 * @property {Object<string, number>} values of the controls, and those that are followed
 * @property {number | null} probe
 * @property {{from: number | null, to: number | null}} view
 * @property {object | null} feed the latest frame of the feed
 * @property {{width: number, height: number} | null} size of the chart in pixels, null in a download
 */

/**
 * What a drawing's `draw` returns.
 * @typedef {object} Drawn
 * @property {object[]} data
 * @property {object} layout
 * @property {Reading[]} [readout] numbers below the chart
 * @property {import("./panel/table.js").SheetContent} [sheet] a table below the chart
 * @property {string} [still] of a drawing that paints what moves: while it is the same, Plotly has
 *   nothing to draw
 * @property {boolean} [waiting] the numbers that this shows are on their way: the last picture stays
 */

/**
 * @typedef {object} Reading
 * @property {string} label
 * @property {string} [role] whose colour stands before it
 * @property {number | string} value
 * @property {string} group readings of one group stay together
 */

/**
 * A module in `drawings/`; all but `draw` may be left out.
 * @typedef {object} Drawing
 * @property {(state: State) => Drawn} draw the figure at the present settings
 * @property {(state: State, traces: object[]) => {name: string, values: any[]}[]} table
 *   columns for the CSV file, of the live traces that are shown
 * @property {(canvas: HTMLCanvasElement, state: State) => void} paint under the chart, at each redraw
 * @property {(figure: object) => () => void} watch listens on the page until the returned function is
 *   called; `figure` is the LiveFigure of live_figure.js
 * @property {(state: State, place: object) => ((at: {x, y}) => object)|null} grip what a press on
 *   the chart takes hold of (`pointer/grips.js`): from where it is dragged to, values by the control's id
 * @property {(figure: object, state: State) => void} shown a redraw is done
 * @property {(figure: object) => {parts: object[], files: object, headers: object[]}} kept what a file
 *   of the figure needs besides: messages of other parts, bytes in base64 by their addresses, and what
 *   holds derived sources of them
 */

export {};
