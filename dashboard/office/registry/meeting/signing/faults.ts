import { useTexts } from '@shared/i18n/texts'
import { KeyFault } from './key'
import { texts } from './texts'

/** Says a key's fault in words; anything else is told as it is. */
export function useToldFault(): <T>(work: Promise<T>) => Promise<T> {
  const t = useTexts(texts)
  return (work) => work.catch((error: unknown) => { throw error instanceof KeyFault ? new Error(t(error.fault)) : error })
}
