// Tabs of one device tell each other what they did; nothing of a person goes this way.
export type Word = 'changed' | 'erased'

const channel = new BroadcastChannel('huijia-field')

export function tellTabs(word: Word): void {
  channel.postMessage(word)
}

export function hearTabs(hear: (word: Word) => void): () => void {
  const heard = (event: MessageEvent<Word>) => { hear(event.data) }
  channel.addEventListener('message', heard)
  return () => { channel.removeEventListener('message', heard) }
}
