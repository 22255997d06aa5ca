import { setImmediate as tick } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createGate, createPasswords } from '#server/passwords.ts'

describe('password hashing', () => {
  const passwords = createPasswords()

  it('is argon2id with 19 MiB, two passes, one lane, and a salt of its own each time', async () => {
    const [first, second] = await Promise.all([passwords.hash('zebra lamp'), passwords.hash('zebra lamp')])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(second).not.toBe(first)
  })

  it('knows the right password, however it was typed, and no other', async () => {
    const stored = await passwords.hash('café lamp')
    expect(await passwords.verify(stored, 'café lamp')).toBe(true)
    expect(await passwords.verify(stored, 'ｃａｆé lamp')).toBe(true)
    expect(await passwords.verify(stored, 'cafe lamp')).toBe(false)
  })

  it('checks nothing as thoroughly as something', async () => {
    await expect(passwords.verifyNothing('anything')).resolves.toBeUndefined()
  })
})

describe('the gate in front of it', () => {
  it('lets so many in, queues so many in order, and refuses the rest', async () => {
    const through = createGate(2, 2)
    const running: number[] = []
    const finish: (() => void)[] = []
    const enter = (n: number) =>
      through(async () => {
        running.push(n)
        await new Promise<void>(resolve => finish.push(resolve))
        return n
      })
    const admitted = [enter(1), enter(2), enter(3), enter(4)]
    await expect(enter(5)).rejects.toMatchObject({ code: 'TOO_BUSY' })
    await tick()
    expect(running).toEqual([1, 2])
    finish.shift()?.()
    await tick()
    expect(running).toEqual([1, 2, 3])
    for (let i = 0; i < 3; i++) {
      finish.shift()?.()
      await tick()
    }
    expect(await Promise.all(admitted)).toEqual([1, 2, 3, 4])
    expect(await through(async () => 'open again')).toBe('open again')
  })

  it('gives the place back when the work fails', async () => {
    const through = createGate(1, 0)
    await expect(through(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await through(async () => 'fine')).toBe('fine')
  })
})
