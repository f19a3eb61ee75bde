import type { Plugin } from 'vite'

interface Lazy {
  path: string
  sets: string[]
}
export interface WordFinder {
  ofFirst(): string[]
  setsFor(file: string): string[]
  lazyIn(file: string, source?: string): Lazy[]
  forget(file: string): void
}
export function keysIn(source: string, known: Iterable<string>): string[]
export function wordFinder(): WordFinder
export function ownFiles(): string[]
export function withWordSets(): Plugin
