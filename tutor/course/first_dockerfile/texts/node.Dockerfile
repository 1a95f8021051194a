# Builds here; nothing of it ships by itself.
FROM node:24-trixie AS build
WORKDIR /app
COPY package*.json ./
RUN @INSTALL@
# Your own node_modules stay out: .dockerignore names them
COPY . .
@BUILD@

# Ships: this base, and what is copied in.
FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=build /app .
# The entrypoint is Node: CMD is its script.
CMD ["@SCRIPT@"]
