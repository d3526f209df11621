{{- define "huijia.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end -}}
{{- end -}}
{{- end -}}

{{- define "huijia.labels" -}}
app.kubernetes.io/name: huijia
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
huijia/role: {{ .role }}
{{- end -}}

{{- /* One process: a deployment's pod. */ -}}
{{- define "huijia.pod" -}}
metadata:
  labels:
    {{- include "huijia.labels" . | nindent 4 }}
    app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "8000"
    prometheus.io/scheme: https
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 40
  {{- with .root.Values.pullSecrets }}
  imagePullSecrets: {{ toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "huijia.labels" . | nindent 10 }}
  containers:
    - name: {{ .process }}
      image: {{ include "huijia.image" .root }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      args: [deploy.serve, {{ .process }}]
      env:
        - {name: HUIJIA_ROLE, value: {{ .role }}}
        {{- if eq .process "gateway" }}
        - {name: HUIJIA_SECURE_COOKIE, value: "true"}
        - {name: HUIJIA_TRUSTED_PROXY, value: "*"}
        - {name: HUIJIA_METRICS_FROM, value: {{ .root.Values.monitoring.networks | quote }}}
        - name: HUIJIA_SERVICES
          value: {{ include "huijia.addresses" .root | quote }}
        {{- end }}
      ports: [{name: http, containerPort: 8000}]
      startupProbe: {httpGet: {path: {{ .alive }}, port: http, scheme: HTTPS}, periodSeconds: 3, failureThreshold: 40}
      readinessProbe: {httpGet: {path: {{ .alive }}, port: http, scheme: HTTPS}, periodSeconds: 5, timeoutSeconds: 5}
      livenessProbe: {tcpSocket: {port: http}, periodSeconds: 10, failureThreshold: 6}
      resources: {{- toYaml .resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: secrets, mountPath: /run/huijia, readOnly: true}
        - {name: state, mountPath: /var/lib/huijia}
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: secrets
      secret: {secretName: {{ .root.Values.secretPrefix }}{{ .process }}, defaultMode: 0440}
    - name: state
      {{- if .claim }}
      persistentVolumeClaim: {claimName: {{ .claim }}}
      {{- else }}
      emptyDir: {sizeLimit: {{ .root.Values.state.size }}}
      {{- end }}
    - name: tmp
      emptyDir: {sizeLimit: 1Gi}
{{- end -}}

{{- define "huijia.addresses" -}}
{{- $addresses := dict -}}
{{- range $name, $_ := .Values.services -}}
{{- $_ := set $addresses $name (printf "https://%s-%s:8000" $.Release.Name $name) -}}
{{- end -}}
{{- toJson $addresses -}}
{{- end -}}
