import { ids, read, remove, write, type Store } from './database'

interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  content: ArrayBuffer
}
type Sealing = Exclude<Store, 'key'>
const IV_BYTES = 12

/** The worker has locked the page or signed out meanwhile. */
export class VaultClosed extends Error {
  override readonly name = 'VaultClosed'
}

/** The place of a record is sealed with it, so that one cannot be put in another's place. */
function bound(store: Sealing, id: string, iv: Uint8Array<ArrayBuffer>) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`${store}/${id}`) }
}

/** The store as one worker reads and writes it; only they can. */
export class Vault {
  #key: CryptoKey | undefined

  constructor(key: CryptoKey) {
    this.#key = key
  }

  /** From now on nothing can be read or written by it: what was still under way ends in VaultClosed. */
  close(): void {
    this.#key = undefined
  }

  get #open(): CryptoKey {
    if (!this.#key) throw new VaultClosed()
    return this.#key
  }

  async put(store: Sealing, id: string, value: unknown): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
    const content = await crypto.subtle.encrypt(bound(store, id, iv), this.#open, new TextEncoder().encode(JSON.stringify(value)))
    if (!this.#key) throw new VaultClosed()
    await write(store, id, { iv, content } satisfies Sealed)
  }

  async get<T>(store: Sealing, id: string): Promise<T | undefined> {
    const sealed = await read<Sealed>(store, id)
    if (sealed === undefined) return undefined
    const content = await crypto.subtle.decrypt(bound(store, id, sealed.iv), this.#open, sealed.content)
    return JSON.parse(new TextDecoder().decode(content)) as T
  }

  /** Every record; one that another tab removes meanwhile is left out. */
  async all<T>(store: Sealing): Promise<T[]> {
    const found = await Promise.all((await ids(store)).map((id) => this.get<T>(store, id)))
    return found.filter((value) => value !== undefined)
  }

  async drop(store: Sealing, id: string): Promise<void> {
    if (!this.#key) throw new VaultClosed()
    await remove(store, id)
  }
}
