/** Worker: reads codes in camera pictures. First message: addresses of the decoder; then pictures, each answered with a text. */
const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };
let reader;

async function start({ module, wasm }) {
  reader = await import(module);
  await reader.prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  postMessage({ ready: true });
}

async function read(picture) {
  const found = await reader.readBarcodes(picture, OPTIONS);
  postMessage({ text: found.find((code) => code.isValid && code.text)?.text ?? "" });
}

self.addEventListener("message", (event) => {
  const work = event.data.module ? start(event.data) : read(event.data);
  work.catch((problem) => postMessage({ problem: String(problem) }));
});
