/**
 * A document number ("发文字号") in the one form of GB/T 9704—2012, 7.2.5: 豫科〔2025〕1号, six-cornered brackets, no space, no 第
 * and no leading 0. Typed otherwise it is the same document, and what it grants would be counted twice.
 */
const written = /\s*[〔［[【〖（(｛{]\s*([\d０-９]{4})\s*[〕］\]】〗）)｝}]\s*第?\s*([\d０-９]+)\s*号/g

/** The text with every document number in it in that form. */
export function tidyDocumentNumbers(text: string): string {
  return text.replace(written, (_, year: string, number: string) => {
    return `〔${year.normalize('NFKC')}〕${number.normalize('NFKC').replace(/^0+(?=\d)/, '')}号`
  })
}
