/** What every field of the form needs: the text's values, a way to change them, and what is wrong where. */
import { createContext, type ReactNode, useContext } from 'react'
import type { Document } from 'yaml'
import type { PackNotice } from '#domain/subsidy/editor/pack-notices.ts'
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import type { Path } from './pack-document.ts'

export interface PackEditor {
  data: Record<string, unknown>
  /** The text as a pack; null while something is wrong with it. */
  pack: PolicyPack | null
  problems: readonly PackProblem[]
  /** What is worth a look, and stops nothing. */
  notices: readonly PackNotice[]
  /** The place that the reader of a list has asked for; `at` makes a second wish for it another one. */
  sought: { path: string; at: number } | null
  isReadOnly: boolean
  change(edit: (document: Document) => void): void
  /** Shows the place in the text. */
  reveal(path: Path): void
}

const EditorContext = createContext<PackEditor | null>(null)

export function PackEditorProvider({ editor, children }: { editor: PackEditor; children: ReactNode }) {
  return <EditorContext.Provider value={editor}>{children}</EditorContext.Provider>
}

export function usePackEditor(): PackEditor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('a field of a pack stands outside its editor')
  return editor
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    data,
  )
}

export function listAt(data: unknown, path: Path): unknown[] {
  const value = valueAt(data, path)
  return Array.isArray(value) ? value : []
}

export type Entry = Record<string, unknown>
export const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
