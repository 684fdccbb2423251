/** The code reader behind camera and photos: one worker, one picture at a time. */
const LARGEST = 2000;

export class Decoder {
  constructor(data) {
    this.data = data;
  }

  /** Start the worker; the promise is the same for camera and photos and fails when the reader cannot be had. */
  prepare() {
    this.ready ??= new Promise((resolve, reject) => {
      this.worker = new Worker(this.data.reader, { type: "module" });
      this.worker.addEventListener("message", ({ data }) => {
        if (data.ready) resolve();
        else if (data.problem && !this.answer) reject(new Error(data.problem));
        else this.settle(data.text ?? "");
      });
      this.worker.addEventListener("error", () => reject(new Error("worker")));
      this.worker.postMessage({ module: this.data.module, wasm: this.data.wasm });
    }).catch((problem) => {
      this.ready = undefined;
      throw problem;
    });
    return this.ready;
  }

  settle(text) {
    this.answer?.(text);
    this.answer = undefined;
  }

  get isBusy() {
    return Boolean(this.answer);
  }

  /** The text of a code in these pixels, empty when there is none. */
  read(pixels) {
    return new Promise((resolve) => {
      this.answer = resolve;
      this.worker.postMessage(pixels, [pixels.data.buffer]);
    });
  }

  /** The text of a code in a photo, made smaller first: phones take pictures of 12 million dots and more. */
  async readFile(file) {
    const [picture] = await Promise.all([createImageBitmap(file), this.prepare()]);
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return this.read(pen.getImageData(0, 0, canvas.width, canvas.height));
  }
}
