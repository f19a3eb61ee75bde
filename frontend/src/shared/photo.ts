import type { Coordinates } from './location'
import { sha256 } from './sha256'

/** A photo as it leaves the phone. `sha256` is of `bytes`; metadata is gone, so the time of capture travels as its own field. */
export interface CapturedPhoto {
  sha256: string
  bytes: ArrayBuffer
  type: string
  width: number
  height: number
  /** ISO 8601. */
  takenAt: string
  /** Where it was taken, if the phone may say so. */
  place?: Coordinates
}

const LONG_EDGE = 1600
const QUALITY = 0.8

/** Resizes while decoding (a full-size canvas turns blank on iPhones), turns upright, and encodes. Throws when it is no picture. */
export async function compressPhoto(file: Blob, takenAt = new Date()): Promise<CapturedPhoto> {
  const natural = await sizeOf(file)
  const scale = Math.min(1, LONG_EDGE / Math.max(natural.width, natural.height))
  const width = Math.max(1, Math.round(natural.width * scale))
  const height = Math.max(1, Math.round(natural.height * scale))
  const bitmap = await createImageBitmap(file, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' })
  try {
    return await encode(bitmap, width, height, 'image/jpeg', takenAt)
  } finally {
    bitmap.close()
  }
}

/** Encodes a picture that is already drawn, such as a video frame or a signature. */
export async function encode(
  source: CanvasImageSource,
  width: number,
  height: number,
  type: 'image/jpeg' | 'image/png',
  takenAt = new Date(),
): Promise<CapturedPhoto> {
  const blob = await draw(source, width, height, type)
  const bytes = await blob.arrayBuffer()
  return { sha256: await sha256(bytes), bytes, type, width, height, takenAt: takenAt.toISOString() }
}

/** The size a person sees, orientation applied: only <img> tells it without decoding to full size in our hands. */
async function sizeOf(file: Blob): Promise<{ width: number; height: number }> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return { width: image.naturalWidth, height: image.naturalHeight }
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function draw(source: CanvasImageSource, width: number, height: number, type: string): Promise<Blob> {
  if ('OffscreenCanvas' in window) {
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(source, 0, 0, width, height)
    return canvas.convertToBlob({ type, quality: QUALITY })
  }
  // Safari before 16.4.
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')?.drawImage(source, 0, 0, width, height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded'))), type, QUALITY)
  })
}

/** What the server wants to know of a photo in a mutation. */
export function evidence({ sha256: name, takenAt, place }: CapturedPhoto): { sha256: string; takenAt: string } & Partial<Coordinates> {
  return { sha256: name, takenAt, ...place }
}
