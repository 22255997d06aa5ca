/** An even sample of texts that come one after another, as many as may be kept at once. */

export interface TextSample {
  add(text: string): void
  /** In their order: every one that came, or every second, fourth, eighth … of them. */
  readonly texts: readonly string[]
}

/** `maxLength`: UTF-16 units that are kept. Whenever there are more, every second text goes; one text is always kept. */
export function createTextSample(maxLength: number): TextSample {
  let texts: string[] = []
  let length = 0
  let stride = 1
  let seen = 0
  return {
    add: text => {
      if (seen++ % stride !== 0) return
      texts.push(text)
      length += text.length
      while (length > maxLength && texts.length > 1) {
        texts = texts.filter((_, i) => i % 2 === 0)
        length = texts.reduce((sum, kept) => sum + kept.length, 0)
        stride *= 2
      }
    },
    get texts() {
      return texts
    },
  }
}
