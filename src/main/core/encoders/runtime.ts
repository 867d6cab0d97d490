/**
 * Loads ONNX Runtime; on first use, because a start without encoding needs none of it. This is the only place that
 * may load it: the library holds a telemetry client that reads this variable while it is loaded. Only a process's main
 * thread may call it: the environment of other threads is a copy that the library does not see.
 */
export async function loadRuntime() {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  return import('onnxruntime-node');
}
