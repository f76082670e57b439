/** The one product of matrices that layers are made of. */

/**
 * c[p, q] += Σ a[p, r] b[r, q], c with its `rows` × `columns` side by side.
 *
 * a[p, r] is a[aStart + p aRow + r aStep], b[r, q] is b[r bStep + q bColumn], so that a matrix is
 * read transposed without being moved. Two rows and four columns at a time: eight sums stay in
 * registers while six numbers are read.
 */
export function addProduct(
  c, rows, columns, depth, a, aStart, aRow, aStep, b, bStep, bColumn,
) {
  let p = 0;
  for (; p + 1 < rows; p += 2) {
    const c0 = p * columns;
    const c1 = c0 + columns;
    const a0 = aStart + p * aRow;
    const a1 = a0 + aRow;
    let q = 0;
    for (; q + 3 < columns; q += 4) {
      let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
      let i = a0;
      let k = a1;
      let j0 = q * bColumn;
      let j1 = j0 + bColumn;
      let j2 = j1 + bColumn;
      let j3 = j2 + bColumn;
      for (let r = 0; r < depth; r += 1) {
        const u = a[i];
        const v = a[k];
        const b0 = b[j0];
        const b1 = b[j1];
        const b2 = b[j2];
        const b3 = b[j3];
        s00 += u * b0;
        s01 += u * b1;
        s02 += u * b2;
        s03 += u * b3;
        s10 += v * b0;
        s11 += v * b1;
        s12 += v * b2;
        s13 += v * b3;
        i += aStep;
        k += aStep;
        j0 += bStep;
        j1 += bStep;
        j2 += bStep;
        j3 += bStep;
      }
      c[c0 + q] += s00;
      c[c0 + q + 1] += s01;
      c[c0 + q + 2] += s02;
      c[c0 + q + 3] += s03;
      c[c1 + q] += s10;
      c[c1 + q + 1] += s11;
      c[c1 + q + 2] += s12;
      c[c1 + q + 3] += s13;
    }
    for (; q < columns; q += 1) {
      let s0 = 0, s1 = 0;
      let i = a0;
      let k = a1;
      let j = q * bColumn;
      for (let r = 0; r < depth; r += 1) {
        const number = b[j];
        s0 += a[i] * number;
        s1 += a[k] * number;
        i += aStep;
        k += aStep;
        j += bStep;
      }
      c[c0 + q] += s0;
      c[c1 + q] += s1;
    }
  }
  if (p < rows) {
    for (let q = 0; q < columns; q += 1) {
      let sum = 0;
      let i = aStart + p * aRow;
      let j = q * bColumn;
      for (let r = 0; r < depth; r += 1) {
        sum += a[i] * b[j];
        i += aStep;
        j += bStep;
      }
      c[p * columns + q] += sum;
    }
  }
}
