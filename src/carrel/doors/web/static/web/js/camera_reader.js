// Reads barcodes from pictures, off the page's own thread: zxing as WebAssembly, which the policy of pages would not let in.

const FORMATS = { Codabar: "codabar", Code128: "code_128", Code39: "code_39", EAN13: "ean_13", ITF: "itf", QRCode: "qr_code" };

self.onmessage = async ({ data }) => {
  try {
    if (data.reader) {
      importScripts(data.reader);
      ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => data.wasm } });
      return;
    }
    const found = await ZXingWASM.readBarcodes(data.picture, { formats: Object.keys(FORMATS), tryHarder: true, maxNumberOfSymbols: 4 });
    self.postMessage({ found: found.filter((each) => each.isValid).map(({ text, format }) => ({ text: bare(text, format), format: FORMATS[format] ?? format })) });
  } catch (reason) {
    self.postMessage({ broken: String(reason) });
  }
};

// Scanners leave Codabar's start and stop letters out, and so do we.
function bare(text, format) {
  return format === "Codabar" ? text.replace(/^[A-D]|[A-D]$/g, "") : text;
}
