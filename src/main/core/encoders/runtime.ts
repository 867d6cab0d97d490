/**
 * Loads ONNX Runtime; on first use, because a start without encoding needs none of it. This is the only place that
 * may load it: the library holds a telemetry client that reads this variable while it is loaded.
 */
export async function loadRuntime() {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  return import('onnxruntime-node');
}
