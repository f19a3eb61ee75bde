import { readonly, ref } from 'vue'

const isPrinted = ref(matchMedia('print').matches)
addEventListener('beforeprint', () => (isPrinted.value = true))
addEventListener('afterprint', () => (isPrinted.value = false))

/** Whether the page is being printed: what shows only what is in sight then shows all that it has. */
export const isOnPaper = readonly(isPrinted)
