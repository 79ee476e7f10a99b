// What is kept of a sound: the SHA-256 of its audio file, then its frames.

export const HASH_BYTES = 32;
export const FRAMES_A_SECOND = 100;
/** Numbers of 16 bits in a frame. */
export const NUMBERS = 13;
export const FRAME_BYTES = 2 * NUMBERS;
