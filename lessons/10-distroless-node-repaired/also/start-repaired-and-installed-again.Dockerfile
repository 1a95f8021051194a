FROM node:24-trixie AS build
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN npm run build
RUN npm install --omit=dev

FROM gcr.io/distroless/nodejs24-debian13:nonroot
COPY --from=build /app /app
CMD ["/app/build/index.js"]
