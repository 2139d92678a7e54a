// Bytes and messages: framing and codec, pure.

export { decode, type Decoded } from './decode.ts';
export { encode } from './encode.ts';
export { keysAtOnce, valueKinds } from './shaped/host-shapes.ts';
export type { Envelope, HeldKey, HostMessage, WireMessage } from './envelope.ts';
export { isAddress } from './address.ts';
export { framed, frameMaxBytes, FrameReader } from './frame.ts';
