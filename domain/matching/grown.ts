type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array

/** A longer array that begins with the same numbers. */
export function grown<A extends Numbers>(array: A, length: number): A {
  const larger = new (array.constructor as new (length: number) => A)(length)
  larger.set(array)
  return larger
}
