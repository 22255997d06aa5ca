/** The text that takes a policy out of force: the same document, that says until when it holds. */
import { editPackText, readPackText, setValue } from './pack-document.ts'

/** `lastDay`: YYYY-MM-DD, the last on which it governs. The label says what the version is for; its writer may choose another. */
export function repealedText(source: string, lastDay: string): string {
  const { version } = readPackText(source).data
  return editPackText(source, document => {
    setValue(document, ['version'], `${version}-repealed`)
    setValue(document, ['status'], 'repealed')
    setValue(document, ['effectiveTo'], lastDay)
  })
}
