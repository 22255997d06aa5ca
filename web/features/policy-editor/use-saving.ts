/** Keeps the text on the server while it is written, a moment after the last key. Nothing is overwritten unseen. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { type PolicyEdit, saveEditMutation } from './policy-edit-documents.ts'

const waitMs = 1200

export function useSaving(edit: PolicyEdit, text: string) {
  const { send, isRunning } = useCommand(saveEditMutation, 'savePolicyEdit')
  const saved = useRef({ text: edit.source, revision: edit.revision })
  const [failure, setFailure] = useState<Failure | null>(null)
  const [savedAt, setSavedAt] = useState<number | null>(null)
  const running = useRef<Promise<boolean> | null>(null)
  const latest = useRef(text)
  latest.current = text

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const source = latest.current
    if (source === saved.current.text) return true
    const outcome = await send({ id: edit.id, revision: saved.current.revision, source })
    if (!outcome.ok) {
      setFailure(outcome.failure)
      return false
    }
    saved.current = { text: source, revision: outcome.value.revision }
    setFailure(null)
    setSavedAt(Date.now())
    return true
  }, [send, edit.id])

  /** Saves what is not saved yet, one saving after the other; false when it could not. */
  const flush = useCallback(async (): Promise<boolean> => {
    if (running.current) await running.current
    running.current = saveOnce()
    const isDone = await running.current
    running.current = null
    return isDone
  }, [saveOnce])

  const mayWrite = edit.viewerCan.save.allowed
  useEffect(() => {
    if (!mayWrite || failure || text === saved.current.text) return
    const timer = window.setTimeout(() => void flush(), waitMs)
    return () => window.clearTimeout(timer)
  }, [text, mayWrite, failure, flush])

  useLeaving({
    flush,
    isUnsaved: () => mayWrite && latest.current !== saved.current.text,
    mayFlush: mayWrite && failure === null,
  })

  return {
    flush,
    failure,
    savedAt,
    isSaving: isRunning,
    isSaved: text === saved.current.text,
    revision: () => saved.current.revision,
    retry: () => {
      setFailure(null)
      void flush()
    },
  }
}

interface Leaving {
  flush(): Promise<boolean>
  isUnsaved(): boolean
  mayFlush: boolean
}

/** What was typed last is saved by whoever leaves the site, and by whoever goes on to another page of it within a second. */
function useLeaving(now: Leaving): void {
  const latest = useRef(now)
  latest.current = now
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!latest.current.isUnsaved()) return
      event.preventDefault()
      void latest.current.flush()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      if (latest.current.mayFlush) void latest.current.flush()
    }
  }, [])
}
