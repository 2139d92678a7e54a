// Addresses on the wire. An IPv4 address with its port is one whole number of 48 bits, since addresses are most of what peers say to each other;
// any other address is its text.

import type { Address } from '../ring/index.ts';

const addressMaxChars = 255;
const addressForm = /^(?:\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i;
const numericForm = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3}):(\d{1,5})$/;
const ports = 2 ** 16;
const numericMost = 2 ** 48 - 1;

/** What passed lately, both ways: the same few addresses come with every message. */
const keptMax = 4_096;
const packed = new Map<Address, number | string>();
const unpacked = new Map<number, Address>();
const passed = new Set<string>();

/** `host:port`, with a port from 1 to 65535. */
export function isAddress(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (passed.has(value)) return true;
  if (value.length > addressMaxChars || !addressForm.test(value)) return false;
  const port = Number(value.slice(value.lastIndexOf(':') + 1));
  if (port < 1 || port >= ports) return false;
  if (passed.size >= keptMax) passed.clear();
  passed.add(value);
  return true;
}

/** An address as it goes into a message. */
export function packAddress(address: Address): number | string {
  const known = packed.get(address);
  if (known !== undefined) return known;
  const value = numberOf(address) ?? address;
  if (packed.size >= keptMax) packed.clear();
  packed.set(address, value);
  return value;
}

/** An address out of a message; undefined when it is none. */
export function unpackAddress(value: unknown): Address | undefined {
  if (typeof value !== 'number') return isAddress(value) ? value : undefined;
  const known = unpacked.get(value);
  if (known !== undefined) return known;
  if (!Number.isInteger(value) || value < 0 || value > numericMost || value % ports === 0) return undefined;
  const address = textOf(value);
  if (unpacked.size >= keptMax) unpacked.clear();
  unpacked.set(value, address);
  return address;
}

/** Only of an address that the number gives back as it was. */
function numberOf(address: Address): number | undefined {
  const [, ...parts] = numericForm.exec(address) ?? [];
  const [a, b, c, d, port] = parts.map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined || port === undefined)
    return undefined;
  const value = (((a * 256 + b) * 256 + c) * 256 + d) * ports + port;
  const isWhole = port > 0 && value <= numericMost && textOf(value) === address;
  return isWhole ? value : undefined;
}

function textOf(value: number): Address {
  const host = Math.floor(value / ports);
  const parts = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(host / unit) % 256);
  return `${parts.join('.')}:${value % ports}`;
}
