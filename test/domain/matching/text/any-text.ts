/** Texts for the laws of reading text. */
import fc from 'fast-check'

const realistic = [
  ...['氮', '化', '硼', '的', 'X', 'a', '9', '.', '-', ' ', '℃', '\u200f', '😀', '\ud83d', '𠀀', 'ﷺ', '機', '乾', 'Σ'],
  ...['\u0301', '\u0345', '½', '≥', '度', '，', '。', '\n', '%', 'mm', 'GB/T ', '~', '\uff9e', '\u1161', '\u00b4', '0'],
]

/** Any UTF-16 at all, lone surrogates included, mixed with what real text is made of. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
  fc.array(fc.constantFrom(...realistic)).map(parts => parts.join('')),
)
