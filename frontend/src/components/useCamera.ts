import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { encode, type CapturedPhoto } from '@/shared/photo'

const LONG_EDGE = 1600

/** The camera of the device in a video element while `isOpen`. `whileOpen` runs once it shows something; `stop` ends with it. */
export function useCamera(
  isOpen: Ref<boolean>,
  video: Readonly<Ref<HTMLVideoElement | null>>,
  taken: (photo: CapturedPhoto) => void,
  { whileOpen, stopped }: { whileOpen?: () => Promise<void>; stopped?: () => void } = {},
) {
  const hasFailed = ref(false)
  const isBusy = ref(false)
  let stream: MediaStream | undefined

  async function start(): Promise<void> {
    hasFailed.value = false
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1440 } },
      })
    } catch {
      hasFailed.value = true
      return
    }
    if (!isOpen.value) return stop()
    if (video.value) video.value.srcObject = stream
    await whileOpen?.()
  }

  function stop(): void {
    stopped?.()
    stream?.getTracks().forEach((track) => track.stop())
    stream = undefined
  }

  /** Takes what the camera shows, at most 1600 px on its long edge, and closes it. */
  async function shoot(): Promise<void> {
    const frame = video.value
    if (!frame || frame.videoWidth === 0 || isBusy.value) return
    isBusy.value = true
    const scale = Math.min(1, LONG_EDGE / Math.max(frame.videoWidth, frame.videoHeight))
    const photo = await encode(frame, Math.round(frame.videoWidth * scale), Math.round(frame.videoHeight * scale), 'image/jpeg')
    isBusy.value = false
    isOpen.value = false
    taken(photo)
  }

  watch(isOpen, (open) => (open ? void start() : stop()), { immediate: true })
  onScopeDispose(stop)
  return { hasFailed, isBusy, shoot, isOn: () => stream !== undefined }
}
