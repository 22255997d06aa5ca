/** The text as it is written, and what it says: its values, the pack once nothing is wrong, what is wrong, what differs. */
import { useDeferredValue, useMemo, useState } from 'react'
import type { Document } from 'yaml'
import { diffPacks } from '#domain/subsidy/editor/diff-packs.ts'
import { packNotices } from '#domain/subsidy/editor/pack-notices.ts'
import { tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import type { PackEditor } from './editor-context.tsx'
import { editPackText, lineOfPath, readPackText } from './pack-document.ts'
import type { PolicyEdit } from './policy-edit-documents.ts'

export type EditedPack = ReturnType<typeof usePack>

export function usePack(edit: PolicyEdit) {
  const [text, setText] = useState(edit.source)
  const [revealed, setRevealed] = useState<{ line: number; at: number } | null>(null)
  const settled = useDeferredValue(text)
  const read = useMemo(() => readPackText(text), [text])
  const tried = useMemo(() => tryPackText(settled), [settled])
  const { problems } = tried
  const notices = useMemo(() => (tried.pack ? packNotices(tried.pack) : []), [tried])
  const [sought, setSought] = useState<PackEditor['sought']>(null)
  const compared = edit.comparedVersion
  const changes = useMemo(() => (compared ? diffPacks(compared.source, settled) : null), [compared, settled])
  const isReadOnly = !edit.viewerCan.save.allowed
  const reveal = (line: number) => setRevealed({ line, at: Date.now() })
  const editor: PackEditor = {
    data: read.data,
    pack: tried.pack,
    problems,
    notices,
    sought,
    isReadOnly: isReadOnly || !read.isYaml,
    change: (change: (document: Document) => void) => setText(current => editPackText(current, change)),
    reveal: path => reveal(lineOfPath(text, path) ?? 1),
  }
  const seek = (path: string) => setSought({ path, at: Date.now() })
  return { text, setText, settled, read, problems, changes, compared, isReadOnly, reveal, revealed, seek, editor }
}
