import { useSyncExternalStore } from 'react'

/** A value that pages look at, and that changes under them. */
export class Told<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set value(next: T) {
    this.#value = next
    this.#listeners.forEach((tell) => { tell() })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export function useTold<T>(told: Told<T>): T {
  return useSyncExternalStore(told.subscribe, () => told.value)
}
