// The only things kept in the browser: choices about the interface, nothing of a person.
const PREFIX = 'huijia.'

export function readPreference(name: string): string | null {
  try {
    // eslint-disable-next-line no-restricted-globals
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function keepPreference(name: string, value: string): void {
  try {
    // eslint-disable-next-line no-restricted-globals
    localStorage.setItem(PREFIX + name, value)
  } catch {
    // A browser that keeps nothing forgets the choice at the next visit; that is all.
  }
}
