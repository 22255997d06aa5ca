import type { FormInstance } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { readDraft, removeDraft, writeDraft } from './draft-store.ts'

const waitMs = 400

/** Keeps what is typed under `key`; what a visit before this one left there is put into the form at once. */
export function useLocalDraft<V extends object>(form: FormInstance<V>, key: string, initial: V) {
  const [restored] = useState(() => readDraft<V>(localStorage, key))
  const [isRestored, setRestored] = useState(restored !== null)
  const [keptAt, setKeptAt] = useState<number | null>(null)
  const timer = useRef<number | undefined>(undefined)
  const latest = useRef<V | null>(null)
  useEffect(() => {
    if (restored) form.setFieldsValue(restored.values as Parameters<typeof form.setFieldsValue>[0])
  }, [form, restored])

  const flush = useCallback(() => {
    window.clearTimeout(timer.current)
    if (latest.current === null) return
    const at = Date.now()
    if (writeDraft(localStorage, key, { values: latest.current, at })) setKeptAt(at)
    latest.current = null
  }, [key])

  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])

  return {
    keptAt,
    restoredAt: isRestored && restored ? restored.at : null,
    keep(values: V) {
      latest.current = values
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(flush, waitMs)
    },
    clear() {
      latest.current = null
      window.clearTimeout(timer.current)
      removeDraft(localStorage, key)
      setRestored(false)
      setKeptAt(null)
    },
    discard() {
      latest.current = null
      window.clearTimeout(timer.current)
      removeDraft(localStorage, key)
      form.resetFields()
      form.setFieldsValue(initial as Parameters<typeof form.setFieldsValue>[0])
      setRestored(false)
      setKeptAt(null)
    },
  }
}
