import { t } from "@/lib/language/catalogue";
import { csrfToken } from "./http";
import { Problem, problemFrom } from "./problem";

/** Sends one file as a form, telling how much of it has left (0 to 1). Refusals are `Problem`s, as everywhere. */
export async function uploadFile<T>(
  path: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<T> {
  const token = await csrfToken();
  const form = new FormData();
  form.append("file", file);
  const answer = await new Promise<Response>((resolve, reject) => {
    // fetch() cannot say how far an upload is
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () =>
      reject(new Problem(0, "network", t("The upload was cut off. Check your connection and try again.")));
    request.send(form);
  });
  if (!answer.ok) throw await problemFrom(answer);
  return (await answer.json()) as T;
}
