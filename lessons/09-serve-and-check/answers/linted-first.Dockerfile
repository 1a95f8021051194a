FROM node:24-trixie AS builder
WORKDIR /work
COPY . ./
RUN npm run lint && npm run build

FROM nginxinc/nginx-unprivileged
COPY --from=builder /work/dist/ /usr/share/nginx/html/
