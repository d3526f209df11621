/** Follows a stream of server-sent events (JSON each) until `stop` is called or the server ends it for good. */
export function follow(address: string, told: (event: unknown) => void, standing?: (connected: boolean) => void): () => void {
  const source = new EventSource(address)
  source.onopen = () => { standing?.(true) }
  source.onmessage = (message: MessageEvent<string>) => { told(JSON.parse(message.data)) }
  // The browser comes again by itself, unless it was refused: then it is closed.
  source.onerror = () => { standing?.(false) }
  return () => { source.close() }
}
