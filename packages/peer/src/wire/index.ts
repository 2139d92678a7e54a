// Bytes and messages: framing and codec, pure.

export { decode, type Decoded } from './decode.ts';
export { encode } from './encode.ts';
export type { Envelope, HostMessage, WireMessage } from './envelope.ts';
export { isAddress } from './address.ts';
export { framed, frameMaxBytes, FrameReader } from './frame.ts';
