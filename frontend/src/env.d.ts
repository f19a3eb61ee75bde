/// <reference types="vite/client" />
/// <reference types="vite-plugin-pwa/client" />

// It brings no types: what it is imported for is done by importing it.
declare module 'core-js/actual/object/has-own'

declare const __BUILD__: string
declare const __VERSION__: string
