export interface Coordinates {
  latitude: number
  longitude: number
}

const PATIENCE = 8000
/** A fix may be this old: people photograph where they stand. */
const FRESH = 60_000

let isAgreed = false

/** Whether the person on this phone agrees that photos carry where they were taken. */
export function agreeToPlace(next: boolean): void {
  isAgreed = next
}

/** Where this phone is, if its person agreed and the browser lets us; null otherwise. Never asks. */
export async function here(): Promise<Coordinates | null> {
  if (!isAgreed) return null
  try {
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    return state === 'granted' ? await locate() : null
  } catch {
    return null
  }
}

/** Where this phone is; the browser may ask first, so only after a tap. Rejects when the answer is no. */
export function locate(): Promise<Coordinates> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      () => reject(new Error('this phone does not say where it is')),
      { timeout: PATIENCE, maximumAge: FRESH, enableHighAccuracy: true },
    )
  })
}
