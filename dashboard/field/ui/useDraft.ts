import { useEffect, useRef, useState } from 'react'
import { keepDraft, readDraft } from '../sync/record'

const PAUSE_MS = 300

/** What is typed, kept (sealed) on the device while it is typed: a page that is locked or closed loses nothing. */
export function useDraft<T>(id: string, first: T): readonly [T, (next: T) => void] {
  const [typed, setTyped] = useState(first)
  const touched = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    void readDraft<T>(id).then((kept) => { if (kept !== undefined && !touched.current) setTyped(kept) })
    return () => { clearTimeout(timer.current) }
  }, [id])
  const change = (next: T) => {
    touched.current = true
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => { void keepDraft(id, next).catch(() => undefined) }, PAUSE_MS)
  }
  return [typed, change]
}
