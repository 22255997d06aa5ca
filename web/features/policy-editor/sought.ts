/** The way from a list of problems to the field: what is folded over it opens, and the cursor stands in it. */
import { type RefObject, useEffect, useState } from 'react'
import { type PackEditor, usePackEditor } from './editor-context.tsx'
import type { Path } from './pack-document.ts'

/** A place of the head has one key only, one of a clause or a rule begins with its own path. */
export function liesIn(path: string, part: Path): boolean {
  return part.length === 0 ? !path.includes('.') : `${path}.`.startsWith(`${part.join('.')}.`)
}

/** Opens a part when a place in it is asked for: while it is drawn, so that the field is there to be focused. */
export function useOpenWhenSought(part: Path, open: () => void): void {
  const { sought } = usePackEditor()
  const [seen, setSeen] = useState<number | null>(null)
  if (sought === null || sought.at === seen) return
  setSeen(sought.at)
  if (liesIn(sought.path, part)) open()
}

/** The deepest element of a form that stands for a path or for what it is in. */
function elementOf(form: HTMLElement, path: string): HTMLElement | null {
  const keys = path.split('.')
  const places = keys.map((_key, at) => keys.slice(0, keys.length - at).join('.'))
  const found = places.map(place => form.querySelector<HTMLElement>(`[data-path="${CSS.escape(place)}"]`))
  return found.find(element => element !== null) ?? null
}

export function useFocusOnSought(form: RefObject<HTMLElement | null>, sought: PackEditor['sought']): void {
  useEffect(() => {
    const element = sought && form.current && elementOf(form.current, sought.path)
    if (!element) return
    element.scrollIntoView({ block: 'center' })
    const field = element.querySelector<HTMLElement>('input, textarea') ?? element.querySelector('button')
    field?.focus({ preventScroll: true })
  }, [form, sought])
}
