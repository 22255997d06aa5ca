/** What is being typed, kept on this device until it has been saved, so that nothing is lost to a crash or a dead network. */
export interface StoredDraft<V> {
  values: V
  /** Milliseconds, by the clock of this device. */
  at: number
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Drafts belong to a person: somebody else at the same device does not see them. */
export function draftKey(userId: string, library: string, id: string | null): string {
  return `jiebang.draft.${userId}.${library}.${id ?? 'new'}`
}

export function readDraft<V>(shelf: Shelf, key: string): StoredDraft<V> | null {
  try {
    const stored = JSON.parse(shelf.getItem(key) ?? 'null') as Partial<StoredDraft<V>> | null
    if (!stored || typeof stored.at !== 'number' || typeof stored.values !== 'object' || stored.values === null)
      return null
    return { values: stored.values, at: stored.at }
  } catch {
    return null
  }
}

/** False when the device does not store anything; the form works on without. */
export function writeDraft<V>(shelf: Shelf, key: string, draft: StoredDraft<V>): boolean {
  try {
    shelf.setItem(key, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

export function removeDraft(shelf: Shelf, key: string): void {
  try {
    shelf.removeItem(key)
  } catch {
    // Nothing was stored, then.
  }
}
