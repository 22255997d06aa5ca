type Vector = Float32Array | Int8Array

/** Cosine of two vectors of one length, -1..1, packed or not; null when one has no direction or holds what is no number. */
export function cosine(a: Vector, b: Vector): number | null {
  let [product, lengthA, lengthB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number]
    product += x * y
    lengthA += x * x
    lengthB += y * y
  }
  const found = product / Math.sqrt(lengthA * lengthB)
  return Number.isFinite(found) ? found : null
}
