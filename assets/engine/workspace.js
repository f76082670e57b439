/** Arrays for one pass of a network, made once: a step allocates nothing. */

/** Examples that pass through a network at once; more go in parts, so that caches suffice. */
export const CAPACITY = 128;

/**
 * Room for `CAPACITY` examples in every layer of networks of one shape, which take turns.
 *
 * By hidden layer: `z` pre-activations (examples × units·pieces), `outputs` and `back`, the loss's
 * gradient by the outputs, (examples × units), `deltas` its gradient by z, `slopes` f′(z), `by`
 * ∂f/∂parameter for each learned one, `winners` of maxout, `drawn` of sampled slopes. `output` and
 * `outputDelta` are the output layer's.
 */
export class Workspace {
  constructor(hidden, outputs, pieces, learned, sampled) {
    const room = (width) => new Float64Array(CAPACITY * width);
    this.z = hidden.map((width) => room(width * pieces));
    this.outputs = hidden.map(room);
    this.back = hidden.map(room);
    // Of elementwise units the gradient by z takes the place of the gradient by the output.
    this.deltas = pieces > 1 ? hidden.map((width) => room(width * pieces)) : this.back;
    this.slopes = hidden.map(room);
    this.by = hidden.map((width) => Array.from({ length: learned }, () => room(width)));
    this.winners = pieces > 1 ? hidden.map((width) => new Uint8Array(CAPACITY * width)) : [];
    this.drawn = sampled ? hidden.map(room) : [];
    this.output = room(outputs);
    this.outputDelta = room(outputs);
  }
}
