// The device's store. Everything in `boxes` and `entries` is sealed (boxes.ts); `key` holds the wrapped key.

export const NAME = 'huijia-field'
const STORES = ['key', 'boxes', 'entries'] as const
export type Store = (typeof STORES)[number]

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => { STORES.forEach((store) => request.result.createObjectStore(store)) }
    request.onerror = () => { reject(request.error ?? new Error('the store does not open')) }
    request.onsuccess = () => {
      const database = request.result
      // Another tab erases it all: let go, so that nothing holds it up.
      database.onversionchange = () => {
        opened = undefined
        database.close()
      }
      resolve(database)
    }
  })
  opened.catch(() => { opened = undefined })
  return opened
}

async function run<T>(store: Store, mode: IDBTransactionMode, work: (of: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(store))
    // Only what is written out counts as kept.
    transaction.oncomplete = () => { resolve(request.result) }
    transaction.onabort = () => { reject(transaction.error ?? new Error('the store refused')) }
  })
}

export function read<T>(store: Store, id: string): Promise<T | undefined> {
  return run(store, 'readonly', (of) => of.get(id) as IDBRequest<T | undefined>)
}

export function ids(store: Store): Promise<string[]> {
  return run(store, 'readonly', (of) => of.getAllKeys() as IDBRequest<string[]>)
}

export async function write(store: Store, id: string, value: unknown): Promise<void> {
  await run(store, 'readwrite', (of) => of.put(value, id))
}

export async function remove(store: Store, id: string): Promise<void> {
  await run(store, 'readwrite', (of) => of.delete(id))
}

/** Nothing is left of it, whatever another tab has open. */
export async function erase(): Promise<void> {
  const before = await opened?.catch(() => undefined)
  before?.close()
  opened = undefined
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME)
    request.onsuccess = () => { resolve() }
    request.onerror = () => { reject(request.error ?? new Error('the store was not erased')) }
  })
}
