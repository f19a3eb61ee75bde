/** Unpacks the engines of `package.json` beside it, once: `engines/<version>/chromium` with the libraries that draw. */
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'

const HERE = import.meta.dirname

/** The program of a version; unpacked beside its place and moved there when it is whole. */
export async function engine(version) {
  const folder = join(HERE, 'engines', version)
  if (!existsSync(folder)) {
    const packed = join(HERE, 'node_modules', `chromium-${version}`, 'bin')
    const half = `${folder}.${process.pid}`
    mkdirSync(half, { recursive: true })
    await unbrotli(join(packed, 'chromium.br'), join(half, 'chromium'))
    chmodSync(join(half, 'chromium'), 0o755)
    await unbrotli(join(packed, 'swiftshader.tar.br'), join(half, 'swiftshader.tar'))
    execFileSync('tar', ['-xf', 'swiftshader.tar'], { cwd: half })
    rmSync(join(half, 'swiftshader.tar'))
    try {
      renameSync(half, folder)
    } catch {
      rmSync(half, { recursive: true }) // somebody else was first
    }
  }
  return join(folder, 'chromium')
}

async function unbrotli(from, to) {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
}
