/** What comes within so many ms; `otherwise` where it fails or does not come. What was begun is not ended. */
export function soon<T>(coming: Promise<T>, otherwise: T, patience: number): Promise<T> {
  const late = new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), patience))
  return Promise.race([coming.catch(() => otherwise), late])
}
