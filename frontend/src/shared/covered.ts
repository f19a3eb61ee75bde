import { ref } from 'vue'

/** An alarm owns the screen: what pages would open by themselves, such as a camera, waits until it is put aside. */
export const isCovered = ref(false)

/** Sheets that pages have opened so far. One that comes up late is above the alarm that came meanwhile, until that rises. */
export const sheetsOpened = ref(0)
export const noteSheet = (): void => void (sheetsOpened.value += 1)
