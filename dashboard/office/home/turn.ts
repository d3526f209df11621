import { createContext, useContext } from 'react'

/** Whether it is time to ask: what somebody came for is asked first, and counts of what else waits after it has come. */
export const Turn = createContext(true)

export function useTurn(): boolean {
  return useContext(Turn)
}
