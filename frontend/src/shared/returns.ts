/**
 * Calls back when the person comes back to the page, or the network to the phone: for pages of people without a sign-in, whom no
 * live connection tells of changes. Returns the function that ends it.
 */
export function onReturn(listener: () => void): () => void {
  const seen = (): void => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', seen)
  window.addEventListener('online', seen)
  return () => {
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('online', seen)
  }
}
