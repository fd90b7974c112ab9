{{- define "trusttrack.labels" -}}
app.kubernetes.io/name: trusttrack
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "trusttrack.selector" -}}
app.kubernetes.io/name: trusttrack
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "trusttrack.tag" -}}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "trusttrack.environment" -}}
- {name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
# Prometheus asks each pod by its address.
- {name: ALLOWED_HOSTS, value: {{ printf "%s,$(POD_IP)" (required "host: the name that people type" .Values.host) | quote }}}
- {name: BASE_URL, value: {{ printf "https://%s" .Values.host | quote }}}
- {name: RELEASE, value: {{ .Values.image.tag | default .Chart.AppVersion | quote }}}
{{- range $name, $value := .Values.config }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{- define "trusttrack.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "trusttrack.container" -}}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{- define "trusttrack.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{ include "trusttrack.selector" . | nindent 8 }}
{{- end }}

{{/* Worker, scheduler and sealer have no port: they touch a file (common/aliveness.py). */}}
{{- define "trusttrack.alive" -}}
startupProbe:
  exec: {command: [test, -e, /tmp/alive]}
  periodSeconds: 3
  failureThreshold: 40
livenessProbe:
  exec: {command: [sh, -c, 'test -n "$(find /tmp/alive -newermt "-60 seconds")"']}
  periodSeconds: 15
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}
