/** Horner's rule; coefficients from the constant upwards. */
export function polynomial(coefficients, x) {
  let sum = 0;
  for (let index = coefficients.length - 1; index >= 0; index -= 1) {
    sum = sum * x + coefficients[index];
  }
  return sum;
}
