// A guest's imports of WIT interfaces ("wasi:http/types@0.2.12") stay as they are; its own files are bundled into one.
export default {
  input: process.env.GUEST_SOURCE,
  external: [/^[a-z]+:/],
  output: { format: 'esm', file: process.env.GUEST_BUNDLE },
};
