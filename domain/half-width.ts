/**
 * Folds the full-width forms that Chinese input methods produce (digits, letters, `．，％`, the ideographic space) into
 * ASCII. Not NFKC: that would also turn a footnote mark such as ① or ² into a digit of the number before it.
 */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00A0]/g, ' ')
}
